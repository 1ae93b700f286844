select
    table_name as name,
    rows_staged as staged,
    rows_written as written
from loadstar.run_table
where run_id = ?
order by table_name
