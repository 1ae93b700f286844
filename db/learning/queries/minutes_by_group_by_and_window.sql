-- Minutes per city, once by GROUP BY and once by a window.
-- GROUP BY folds the users of a city into one row; the window leaves every user's row and writes the city's total beside it. Both columns must
-- agree on every row.
with minutes_per_user as (
    select
        dim_user.city,
        dim_user.user_id,
        sum(fact_activity.minutes) as minutes
    from learning.fact_activity
    inner join learning.dim_user on dim_user.user_key = fact_activity.user_key
    where dim_user.user_id is not null
    group by
        dim_user.city,
        dim_user.user_id
),

minutes_per_city as (
    select
        city,
        sum(minutes) as minutes
    from minutes_per_user
    group by city
)

select
    minutes_per_user.city,
    minutes_per_user.user_id,
    minutes_per_user.minutes,
    minutes_per_city.minutes as city_by_group_by,
    sum(minutes_per_user.minutes) over (partition by minutes_per_user.city) as city_by_window
from minutes_per_user
inner join minutes_per_city on minutes_per_city.city = minutes_per_user.city
order by
    minutes_per_user.city,
    minutes_per_user.user_id
