-- Generated from learning.yaml by 'loadstar generate learning'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure learning.sweep_dim_course()
language plpgsql
as $$
begin
    delete from learning.dim_course
    using (
        select touched.course_key
        from learning_staging.touched_dim_course as touched
        left join learning_staging.history_dim_course as history
            on history.course_key = touched.course_key
            and history._row_hash is not null
        left join learning.fact_enrollment as fact_0
            on fact_0.course_key = touched.course_key
        left join learning_staging.superseded_fact_enrollment as superseded_0
            on superseded_0.course_key = touched.course_key
        where history.course_key is null
            and fact_0.course_key is null
            and superseded_0.course_key is null
    ) as gone
    where gone.course_key = dim_course.course_key;
end
$$;
