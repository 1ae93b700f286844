-- Generated from edtech.yaml by 'loadstar generate edtech'. Runs before replace_fact_quiz, while its rows may still be on their way.
-- Takes out what the batch contributed, as if it had never been loaded.
create or replace procedure edtech_staging.retract_fact_quiz(p_batch_date date)
language plpgsql
as $$
declare
    v_superseded bigint;
begin
    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from edtech.fact_quiz as fact
        where fact._batch_date = p_batch_date
    ) as named
    inner join (
        select distinct student_key
        from edtech.dim_student as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.student_key = named.student_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from edtech_staging.superseded_fact_quiz as fact
        where fact._batch_date = p_batch_date
    ) as named
    inner join (
        select distinct student_key
        from edtech.dim_student as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.student_key = named.student_key;

    delete from edtech.fact_quiz
    where _batch_date = p_batch_date;
    delete from edtech_staging.superseded_fact_quiz
    where _batch_date = p_batch_date;

    -- Rows that had given way to it return; of several, the latest batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from edtech_staging.superseded_fact_quiz
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into edtech.fact_quiz
        select superseded.*
        from edtech_staging.superseded_fact_quiz as superseded
        inner join (
            select
                student_key,
                quiz_id,
                attempt_time,
                max(_batch_date) as _batch_date
            from edtech_staging.superseded_fact_quiz
            group by
                student_key,
                quiz_id,
                attempt_time
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.student_key = superseded.student_key
            and winner.quiz_id = superseded.quiz_id
            and winner.attempt_time = superseded.attempt_time
        left join edtech.fact_quiz as present
            on present.student_key = superseded.student_key
            and present.quiz_id = superseded.quiz_id
            and present.attempt_time = superseded.attempt_time
            and present.date_key = superseded.date_key
        where present._batch_date is null;

        delete from edtech_staging.superseded_fact_quiz
        using edtech.fact_quiz
        where fact_quiz._batch_date = superseded_fact_quiz._batch_date
            and fact_quiz.student_key = superseded_fact_quiz.student_key
            and fact_quiz.quiz_id = superseded_fact_quiz.quiz_id
            and fact_quiz.attempt_time = superseded_fact_quiz.attempt_time;
    end if;
end
$$;
