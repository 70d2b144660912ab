"""How things are told to people, in Chinese: labels of fields, help, faults. The command line and the web share it."""
