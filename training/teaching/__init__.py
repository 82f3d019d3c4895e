"""A folder of somebody's pictures -> weights that draw that kind beside what they drew before."""
