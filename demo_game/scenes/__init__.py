"""What the player pressed -> which screen comes next: title, dive, pause, log book, keeper, workshop, incubator, aquarium, ...."""
