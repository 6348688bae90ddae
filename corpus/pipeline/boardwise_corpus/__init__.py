"""From public repositories to filtered, deduplicated and scrubbed training text. Text stays local: only names, commits and counts are published."""
