select *
from {{ source('hotel', 'dim_city') }}
