-- Minutes that the users of each course were active, on average.
-- Activity is summed per user before it meets the enrolments: joining the two facts row by row would count a user's minutes once per day and
-- course ("fan trap"). A user without any activity counts as 0 minutes.
with minutes_per_user as (
    select
        user_key,
        sum(minutes) as minutes
    from learning.fact_activity
    group by user_key
)

select
    dim_course.course_id,
    dim_course.course_name,
    cast(avg(cast(coalesce(minutes_per_user.minutes, 0) as double precision)) as decimal(10, 2)) as average_minutes
from learning.fact_enrollment
inner join learning.dim_course on dim_course.course_key = fact_enrollment.course_key
left join minutes_per_user on minutes_per_user.user_key = fact_enrollment.user_key
group by
    dim_course.course_id,
    dim_course.course_name
order by dim_course.course_id
