select
    source,
    records_read as read,
    records_loaded as loaded,
    records_quarantined as quarantined,
    records_duplicate as duplicates,
    records_left_out as left_out
from loadstar.run_source
where run_id = ?
order by source
