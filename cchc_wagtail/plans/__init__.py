"""The yearly plan of what the public is told about the reform, its progress, and urging."""
