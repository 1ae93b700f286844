select count(*)
from {{ table }}
where _batch_date <> ?
