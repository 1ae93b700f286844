-- For areas whose spec says 'keys: uuid'.

-- The first 128 bits of shared.version_key.
create function shared.version_uuid(natural_key varchar, valid_from date)
returns uuid
language sql
immutable
parallel safe
return cast(left(shared.version_key(natural_key, valid_from), 32) as uuid);
