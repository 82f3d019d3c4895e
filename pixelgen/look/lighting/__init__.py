"""What shading and normal maps stand on: heights, clusters, pixels that stay. The doors: shading.py, normals.py."""
