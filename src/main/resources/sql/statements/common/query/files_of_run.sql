select
    source,
    path,
    length as bytes,
    is_set_aside as set_aside
from loadstar.run_file
where run_id = ?
order by
    source,
    path
