"""What Word, PowerPoint and Excel files have in common: parts and how they refer to each other, names, drawn text."""
