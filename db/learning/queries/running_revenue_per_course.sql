-- Revenue of each course as it grew, by day of enrolment.
-- Days are summed first. "rows unbounded preceding" says which rows a running total takes; without it, rows that are equal in the order would
-- all show the total after the last of them.
with revenue_per_day as (
    select
        course_key,
        date_key,
        sum(price_at_enrollment) as revenue
    from learning.fact_enrollment
    group by
        course_key,
        date_key
)

select
    dim_course.course_id,
    dim_date.full_date as enrollment_date,
    revenue_per_day.revenue,
    sum(revenue_per_day.revenue) over (
        partition by dim_course.course_id
        order by dim_date.full_date
        rows unbounded preceding
    ) as running_revenue
from revenue_per_day
inner join learning.dim_course on dim_course.course_key = revenue_per_day.course_key
inner join shared.dim_date on dim_date.date_key = revenue_per_day.date_key
order by
    dim_course.course_id,
    dim_date.full_date
