-- The two most active users of each course.
-- A window's result cannot be filtered where it is computed, since WHERE runs before windows: rank in one step, filter in the next.
-- row_number() gives exactly two, rank() would give more where users tie.
with minutes_per_user as (
    select
        user_key,
        sum(minutes) as minutes
    from learning.fact_activity
    group by user_key
),

ranked as (
    select
        dim_course.course_id,
        dim_user.user_id,
        dim_user.user_name,
        minutes_per_user.minutes,
        row_number() over (
            partition by dim_course.course_id
            order by minutes_per_user.minutes desc, dim_user.user_id
        ) as place
    from learning.fact_enrollment
    inner join learning.dim_course on dim_course.course_key = fact_enrollment.course_key
    inner join learning.dim_user on dim_user.user_key = fact_enrollment.user_key
    inner join minutes_per_user on minutes_per_user.user_key = fact_enrollment.user_key
)

select
    course_id,
    place,
    user_id,
    user_name,
    minutes
from ranked
where place <= /* var places */ 2
order by
    course_id,
    place
