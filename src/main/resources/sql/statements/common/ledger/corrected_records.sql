select
    source,
    record_id,
    fields
from loadstar.corrected_record
where subject_area = ?
    and batch_date = ?
