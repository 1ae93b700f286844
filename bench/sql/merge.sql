-- Members that were prepared elsewhere into the star by hand.
merge into hand.dim_student
using hand.staged_students as staged
on dim_student.student_key = staged.student_key
when matched and (dim_student.student_name, dim_student.email, dim_student.enrollment_date)
    is distinct from (staged.student_name, staged.email, staged.enrollment_date) then update set
    student_name = staged.student_name,
    email = staged.email,
    enrollment_date = staged.enrollment_date,
    _batch_date = date '{batch_date}'
when not matched then insert
values (staged.student_key, staged.student_id, staged.student_name, staged.email, staged.enrollment_date, date '{batch_date}');

merge into hand.dim_course
using hand.staged_courses as staged
on dim_course.course_key = staged.course_key
when matched and dim_course.course_name is distinct from staged.course_name then update set
    course_name = staged.course_name,
    _batch_date = date '{batch_date}'
when not matched then insert
values (staged.course_key, staged.course_id, staged.course_name, date '{batch_date}');

delete from hand.fact_attempt where _batch_date = date '{batch_date}';
