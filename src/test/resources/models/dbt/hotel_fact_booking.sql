select
    fact_booking.*,
    dim_date.full_date
from {{ source('hotel', 'fact_booking') }} as fact_booking
inner join {{ source('shared', 'dim_date') }} as dim_date
    on dim_date.date_key = fact_booking.date_key
