"""What a translator should look at: findings, with their reasons, made from an alignment."""
