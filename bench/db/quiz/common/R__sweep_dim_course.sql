-- Generated from quiz.yaml by 'loadstar generate quiz'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure quiz.sweep_dim_course()
language plpgsql
as $$
begin
    delete from quiz_staging.touched_dim_course
    where course_key in (
        select course_key
        from quiz_staging.history_dim_course
        where _row_hash is not null
    );

    delete from quiz_staging.touched_dim_course
    where course_key in (select course_key from quiz.fact_attempt);

    delete from quiz_staging.touched_dim_course
    where course_key in (select course_key from quiz_staging.superseded_fact_attempt);

    delete from quiz.dim_course
    where course_key in (select course_key from quiz_staging.touched_dim_course);
end
$$;
