"""The exit codes of the command; 0 means that it did what was asked."""

#: The command ran and found something: findings at or above ``--fail-on``, or a broken part of the installation.
FOUND = 1
#: Some pairs of a batch failed.
SOME_FAILED = 1
#: The command could not run, or one of the files of a check could not be read.
COULD_NOT_RUN = 2
#: The user interrupted the command; shells use this code too.
INTERRUPTED = 130
#: The reader of standard output went away; shells use this code too.
PIPE_CLOSED = 141
