select {{ columns }}
from {{ table }}
where _row_hash is not null
    and _batch_date <= ?
    and _until > ?
