@tool
extends RefCounted
## What was drawn before, on the disk: a request's text -> its creature. For any number of threads.
##
## A file a creature, with its SHA-256: a damaged one is a miss. When a write fails, the creature
## is drawn again the next time, and nobody is told. When the folder is full, the oldest go.

const MAGIC := "pgc2"
const CHECKSUM_BYTES := 32
const SUFFIX := ".creature"
const PART := ".part"
## How much of the room is left when the oldest have gone.
const KEPT_SHARE := 0.9
## What a creature has, and of which type.
const FIELDS: Dictionary[String, int] = {
	"dna": TYPE_STRING,
	"zone": TYPE_STRING,
	"category": TYPE_STRING,
	"species": TYPE_STRING,
	"traits": TYPE_DICTIONARY,
	"indices": TYPE_PACKED_BYTE_ARRAY,
	"parts": TYPE_PACKED_BYTE_ARRAY,
}
const PIXELS := 1024

var _folder := ""
var _most_bytes := 0
# What draws; part of every key, so that other weights find nothing of these.
var _drawer := ""
# Of everything below.
var _lock := Mutex.new()
# -1 until it was counted.
var _bytes := -1
var _number := 0


## [param drawer]: the digest of the weights and the version of the engine.
func _init(folder: String, most_bytes: int, drawer: String) -> void:
	_folder = folder
	_most_bytes = most_bytes
	_drawer = drawer


## The creature of a request; empty when there is none.
func read(key: String) -> Dictionary:
	var content := FileAccess.get_file_as_bytes(_path(key)) if has(key) else PackedByteArray()
	var head := MAGIC.length() + CHECKSUM_BYTES
	if content.size() <= head or content.slice(0, MAGIC.length()) != MAGIC.to_ascii_buffer():
		return {}
	var body := content.slice(head)
	if content.slice(MAGIC.length(), head) != _checksum(body):
		return {}
	var found: Variant = bytes_to_var(body)
	if not found is Dictionary:
		return {}
	var creature: Dictionary = found
	for field in FIELDS:
		if typeof(creature.get(field)) != FIELDS[field]:
			return {}
	var indices: PackedByteArray = creature.indices
	var parts: PackedByteArray = creature.parts
	return creature if indices.size() == PIXELS and parts.size() == PIXELS else {}


func has(key: String) -> bool:
	return FileAccess.file_exists(_path(key))


## Keeps a creature.
func write(key: String, creature: Dictionary) -> void:
	var body := var_to_bytes(creature)
	var content := MAGIC.to_ascii_buffer() + _checksum(body) + body
	if content.size() > _most_bytes:
		return
	_lock.lock()
	_number += 1
	var part := _folder.path_join("%d-%d%s" % [OS.get_process_id(), _number, PART])
	_lock.unlock()
	if not DirAccess.dir_exists_absolute(_folder):
		DirAccess.make_dir_recursive_absolute(_folder)
	var file := FileAccess.open(part, FileAccess.WRITE)
	if file == null:
		return
	var is_whole := file.store_buffer(content)
	file.close()
	# A reader sees the old file or the new one.
	if not is_whole or DirAccess.rename_absolute(part, _path(key)) != OK:
		DirAccess.remove_absolute(part)
		return
	_lock.lock()
	_make_room(content.size())
	_lock.unlock()


func _path(key: String) -> String:
	return _folder.path_join((_drawer + key).sha256_text() + SUFFIX)


func _make_room(added: int) -> void:
	if _bytes >= 0:
		_bytes += added
		if _bytes <= _most_bytes:
			return
	var found: Array[Dictionary] = []
	_bytes = 0
	for title in DirAccess.get_files_at(_folder):
		var path := _folder.path_join(title)
		if title.ends_with(SUFFIX) or title.ends_with(PART):
			var file := FileAccess.open(path, FileAccess.READ)
			var size := 0 if file == null else file.get_length()
			found.append({"path": path, "bytes": size, "time": FileAccess.get_modified_time(path)})
			_bytes += size
	if _bytes <= _most_bytes:
		return
	found.sort_custom(
		func(one: Dictionary, other: Dictionary) -> bool: return one.time < other.time
	)
	for entry in found:
		if _bytes <= _most_bytes * KEPT_SHARE:
			return
		var path: String = entry.path
		var size: int = entry.bytes
		DirAccess.remove_absolute(path)
		_bytes -= size


static func _checksum(body: PackedByteArray) -> PackedByteArray:
	var hashing := HashingContext.new()
	hashing.start(HashingContext.HASH_SHA256)
	hashing.update(body)
	return hashing.finish()
