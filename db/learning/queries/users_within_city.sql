-- Users of each city, the most active first.
-- ORDER BY city, minutes desc sorts the whole result once; the window numbers the users within each city, and so says what the sort shows.
-- coalesce comes before the sort, since databases differ in where they put NULLs.
with minutes_per_user as (
    select
        user_key,
        sum(minutes) as minutes
    from learning.fact_activity
    group by user_key
)

select
    dim_user.city,
    row_number() over (
        partition by dim_user.city
        order by coalesce(minutes_per_user.minutes, 0) desc, dim_user.user_id
    ) as place,
    dim_user.user_id,
    dim_user.user_name,
    coalesce(minutes_per_user.minutes, 0) as minutes
from learning.dim_user
left join minutes_per_user on minutes_per_user.user_key = dim_user.user_key
where dim_user.user_id is not null
order by
    dim_user.city,
    place
