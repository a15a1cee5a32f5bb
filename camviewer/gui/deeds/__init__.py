"""What the user can do, a file for each menu: its lines of the table and their slots."""
