-- Courses sorted by revenue, with each one's share of the whole.
-- A window over an aggregate, sum(sum(x)) over (), runs after GROUP BY and so sees the total without a second query. The last sort column
-- breaks ties, so that every run prints the same order.
select
    dim_course.course_id,
    dim_course.course_name,
    sum(fact_enrollment.price_at_enrollment) as revenue,
    cast(100.0 * sum(fact_enrollment.price_at_enrollment) / sum(sum(fact_enrollment.price_at_enrollment)) over () as decimal(5, 2)) as percent_of_all
from learning.fact_enrollment
inner join learning.dim_course on dim_course.course_key = fact_enrollment.course_key
where fact_enrollment.price_at_enrollment is not null
group by
    dim_course.course_id,
    dim_course.course_name
order by
    revenue desc,
    dim_course.course_id
