select count(*)
from {{ table }}
where _run_id = ?
