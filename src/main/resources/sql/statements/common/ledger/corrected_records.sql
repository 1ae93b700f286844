select
    source,
    record_id,
    fields
from loadstar.mended_record
where subject_area = ?
    and batch_date = ?
