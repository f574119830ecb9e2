"""The command line: parses, calls a workflow, prints. Nothing else."""
