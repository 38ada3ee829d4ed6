"""What each page shows, finished and sorted. Templates only loop."""
