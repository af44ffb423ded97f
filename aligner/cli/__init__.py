"""The command line: maps options to settings, calls the API, prints and exits.

    main             runs the command; turns errors into one line and an exit code
    exit_codes       what the exit codes mean
    commands         the group of commands, and the options that commands share
    option_types     the values that options take
    texts            align, demo, numbers, score (numbers, scores, demo)
    checking         check, status
    reviewing        review (export_review)
    exporting        export
    explaining       explain
    doctor           doctor (diagnostics)
    pairing          pair
    batching         batch
    rule_files       rules
    sampling         sample
    output_options   in which format a result is written, and where
    write_output     writes files and streams
    display          shows reports
    progress         shows progress on a terminal

The rule: only this package prints or ends the process. A command imports heavy modules itself, so that ``--version``
and ``-h`` start at once.
"""
