-- Ten questions of the kind that BI tools ask a star; {schema} is one way to store its keys.
select count(*) as attempts, avg(score) as mean_score from {schema}.fact_attempt;

select date_key, count(*) as attempts, avg(score) as mean_score from {schema}.fact_attempt group by date_key;

select quiz_id, count(*) as attempts, avg(case when is_passed then 1.0 else 0.0 end) as pass_rate
from {schema}.fact_attempt
group by quiz_id
order by pass_rate;

select course.course_name, count(*) as attempts, avg(fact.score) as mean_score
from {schema}.fact_attempt as fact
inner join {schema}.dim_course as course on course.course_key = fact.course_key
group by course.course_name
order by attempts desc
limit 20;

select student.student_name, sum(fact.score) as points
from {schema}.fact_attempt as fact
inner join {schema}.dim_student as student on student.student_key = fact.student_key
group by student.student_name
order by points desc
limit 20;

select extract(year from student.enrollment_date) as cohort, avg(fact.score) as mean_score
from {schema}.fact_attempt as fact
inner join {schema}.dim_student as student on student.student_key = fact.student_key
group by extract(year from student.enrollment_date);

select course.course_name, extract(year from student.enrollment_date) as cohort, count(*) as attempts
from {schema}.fact_attempt as fact
inner join {schema}.dim_course as course on course.course_key = fact.course_key
inner join {schema}.dim_student as student on student.student_key = fact.student_key
where course.course_id <= 50
group by course.course_name, extract(year from student.enrollment_date);

select count(distinct student_key) as active_students from {schema}.fact_attempt where is_passed;

select count(*) as idle
from {schema}.dim_student as student
where not exists (
    select 1
    from {schema}.fact_attempt as fact
    where fact.student_key = student.student_key
);

select fact.*
from {schema}.fact_attempt as fact
inner join {schema}.dim_student as student on student.student_key = fact.student_key
where student.student_id = 4711;
