extends RefCounted
## Which parts of creatures shine into the water: a lure far, the largest light organ a little way.

const GROUP := &"shining"
const REACH := &"reach"
## In pixels.
const LURE_REACH := 34.0
const LIGHT_REACH := 16.0


## Remembers what of a creature shines: its Lure, or Light1. [param markers]: their parent.
static func watch(markers: Node) -> void:
	var lure := markers.get_node_or_null(^"Lure")
	var shines := lure if lure != null else markers.get_node_or_null(^"Light1")
	if shines != null:
		shines.add_to_group(GROUP)
		shines.set_meta(REACH, LURE_REACH if lure != null else LIGHT_REACH)


## Place and reach of at most so many of them, those at a depth of the screen, in pixels: lures
## first, then what is nearest to that depth.
static func near(tree: SceneTree, depth: float, half: float, most: int) -> PackedVector3Array:
	var found: Array[Vector3] = []
	for node: Node2D in tree.get_nodes_in_group(GROUP):
		var reach: float = node.get_meta(REACH)
		var place := node.global_position.round()
		if absf(place.y - depth) < half + reach:
			found.append(Vector3(place.x, place.y, reach))
	found.sort_custom(
		func(one: Vector3, other: Vector3) -> bool:
			if one.z != other.z:
				return one.z > other.z
			return absf(one.y - depth) < absf(other.y - depth)
	)
	return PackedVector3Array(found.slice(0, most))
