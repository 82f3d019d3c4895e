"""What is typed -> checked options; results, errors and progress -> the terminal."""
