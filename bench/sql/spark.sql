-- The same work in Spark SQL: views over the texts of the three files.
create temporary view students as
with typed as (
    select
        raw.*,
        case when student_id rlike '^[+-]?[0-9]{1,9}$' then cast(student_id as integer) end as id,
        try_cast(enrollment_date as date) as enrolled,
        row_number() over (partition by student_id order by 1) as copy
    from raw_students as raw
)

select
    typed.*,
    filter(array(
        case when student_id is null then 'student_id is missing' end,
        case when student_id is not null and id is null then 'student_id is no integer' end,
        case when id < 1 then 'student_id is below 1' end,
        case when student_name is null then 'student_name is missing' end,
        case when length(student_name) > 200 then 'student_name is longer than 200' end,
        case when length(email) > 320 then 'email is longer than 320' end,
        case when enrollment_date is not null and enrolled is null then 'enrollment_date is no date' end,
        case when copy > 1 then 'student_id occurs more than once' end
    ), reason -> reason is not null) as reasons
from typed;

create temporary view courses as
with typed as (
    select
        raw.*,
        case when course_id rlike '^[+-]?[0-9]{1,9}$' then cast(course_id as integer) end as id,
        row_number() over (partition by course_id order by 1) as copy
    from raw_courses as raw
)

select
    typed.*,
    filter(array(
        case when course_id is null then 'course_id is missing' end,
        case when course_id is not null and id is null then 'course_id is no integer' end,
        case when id < 1 then 'course_id is below 1' end,
        case when course_name is null then 'course_name is missing' end,
        case when length(course_name) > 200 then 'course_name is longer than 200' end,
        case when copy > 1 then 'course_id occurs more than once' end
    ), reason -> reason is not null) as reasons
from typed;

create temporary view attempts as
with typed as (
    select
        raw.*,
        case when student_id rlike '^[+-]?[0-9]{1,9}$' then cast(student_id as integer) end as student,
        case when course_id rlike '^[+-]?[0-9]{1,9}$' then cast(course_id as integer) end as course,
        case when quiz_id rlike '^[+-]?[0-9]{1,9}$' then cast(quiz_id as integer) end as quiz,
        case when score rlike '^[+-]?[0-9]{1,9}$' then cast(score as integer) end as points,
        try_cast(attempt_time as timestamp) as at_time,
        row_number() over (
            partition by student_id, course_id, quiz_id, attempt_time, score
            order by 1
        ) as copy
    from raw_attempts as raw
)

select
    typed.*,
    filter(array(
        case when typed.student_id is null then 'student_id is missing' end,
        case when typed.student_id is not null and student is null then 'student_id is no integer' end,
        case when typed.course_id is null then 'course_id is missing' end,
        case when typed.course_id is not null and course is null then 'course_id is no integer' end,
        case when quiz_id is null then 'quiz_id is missing' end,
        case when quiz_id is not null and quiz is null then 'quiz_id is no integer' end,
        case when score is null then 'score is missing' end,
        case when score is not null and points is null then 'score is no integer' end,
        case when points < 0 then 'score is below 0' end,
        case when points > 100 then 'score is above 100' end,
        case when attempt_time is null then 'attempt_time is missing' end,
        case when attempt_time is not null and at_time is null then 'attempt_time is no timestamp' end,
        case when student is not null and known_student.id is null then 'student_id is not in students' end,
        case when course is not null and known_course.id is null then 'course_id is not in courses' end
    ), reason -> reason is not null) as reasons
from typed
left join students as known_student
    on known_student.id = typed.student
    and size(known_student.reasons) = 0
left join courses as known_course
    on known_course.id = typed.course
    and size(known_course.reasons) = 0;
