-- Generated from edtech.yaml by 'loadstar generate edtech'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure edtech.sweep_dim_course()
language plpgsql
as $$
begin
    delete from edtech.dim_course
    using (
        select touched.course_key
        from edtech_staging.touched_dim_course as touched
        left join edtech_staging.history_dim_course as history
            on history.course_key = touched.course_key
            and history._row_hash is not null
        left join edtech.fact_student_engagement as fact_0
            on fact_0.course_key = touched.course_key
        left join edtech_staging.superseded_fact_student_engagement as superseded_0
            on superseded_0.course_key = touched.course_key
        where history.course_key is null
            and fact_0.course_key is null
            and superseded_0.course_key is null
    ) as gone
    where gone.course_key = dim_course.course_key;
end
$$;
