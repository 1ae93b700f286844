-- Generated from edtech.yaml by 'loadstar generate edtech'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure edtech.sweep_dim_student()
language plpgsql
as $$
begin
    delete from edtech.dim_student
    using (
        select touched.student_key
        from edtech_staging.touched_dim_student as touched
        left join edtech_staging.history_dim_student as history
            on history.student_key = touched.student_key
            and history._row_hash is not null
        left join edtech.fact_student_engagement as fact_0
            on fact_0.student_key = touched.student_key
        left join edtech_staging.superseded_fact_student_engagement as superseded_0
            on superseded_0.student_key = touched.student_key
        left join edtech.fact_quiz as fact_1
            on fact_1.student_key = touched.student_key
        left join edtech_staging.superseded_fact_quiz as superseded_1
            on superseded_1.student_key = touched.student_key
        left join edtech.fact_video_interaction as fact_2
            on fact_2.student_key = touched.student_key
        left join edtech_staging.superseded_fact_video_interaction as superseded_2
            on superseded_2.student_key = touched.student_key
        where history.student_key is null
            and fact_0.student_key is null
            and superseded_0.student_key is null
            and fact_1.student_key is null
            and superseded_1.student_key is null
            and fact_2.student_key is null
            and superseded_2.student_key is null
    ) as gone
    where gone.student_key = dim_student.student_key;
end
$$;
