select max({{ column }})
from {{ table }}
where date_key = (select max(date_key) from {{ table }})
