-- Generated from edtech.yaml by 'loadstar generate edtech'. Grain: one row per student_key, quiz_id, attempt_time.
-- Runs after retract_fact_quiz.
create or replace procedure edtech_staging.replace_fact_quiz(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_others bigint;
    v_first_date integer;
    v_last_date integer;
begin
    -- Most loads meet no other batch, and are spared the comparisons.
    select count(*)
    into v_others
    from (
        select 1
        from edtech.fact_quiz
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

    if v_others > 0 then
        select min(date_key), max(date_key)
        into v_first_date, v_last_date
        from edtech_staging.staging_fact_quiz
        where _run_id = p_run_id;

        -- All of them: asked for the first alone, the planner reads the table up to it.
        select count(*)
        into v_others
        from edtech.fact_quiz
        where date_key between v_first_date and v_last_date;
    end if;

    if v_others > 0 then
        -- The planner knows a former run's rows; with those in mind it may join row by row.
        analyze edtech_staging.staging_fact_quiz;

        -- Rows that give way to this batch's.
        insert into edtech_staging.superseded_fact_quiz
        select present.*
        from edtech.fact_quiz as present
        inner join edtech_staging.staging_fact_quiz as staged
            on staged._run_id = p_run_id
            and staged.student_key = present.student_key
            and staged.quiz_id = present.quiz_id
            and staged.attempt_time = present.attempt_time
        where present._batch_date < p_batch_date
            and present.date_key between v_first_date and v_last_date;

        delete from edtech.fact_quiz
        using edtech_staging.superseded_fact_quiz
        where superseded_fact_quiz._batch_date = fact_quiz._batch_date
            and fact_quiz.date_key between v_first_date and v_last_date
            and superseded_fact_quiz.student_key = fact_quiz.student_key
            and superseded_fact_quiz.quiz_id = fact_quiz.quiz_id
            and superseded_fact_quiz.attempt_time = fact_quiz.attempt_time;
    end if;

    -- Rows of this batch that give way to another's.
    insert into edtech_staging.superseded_fact_quiz (
        student_key,
        date_key,
        quiz_id,
        attempt_time,
        quiz_score,
        is_passed,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.student_key,
        staged.date_key,
        staged.quiz_id,
        staged.attempt_time,
        staged.quiz_score,
        staged.is_passed,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from edtech_staging.staging_fact_quiz as staged
    where staged._run_id = p_run_id
        and v_others > 0
        and exists (
            select 1
            from edtech.fact_quiz as present
            where present.student_key = staged.student_key
                and present.quiz_id = staged.quiz_id
                and present.attempt_time = staged.attempt_time
                and present.date_key between v_first_date and v_last_date
        );

    -- So that the others are inserted without a look at each.
    if v_others > 0 then
        delete from edtech_staging.staging_fact_quiz
        using edtech_staging.superseded_fact_quiz
        where superseded_fact_quiz._batch_date = p_batch_date
            and staging_fact_quiz._run_id = p_run_id
            and superseded_fact_quiz.student_key = staging_fact_quiz.student_key
            and superseded_fact_quiz.quiz_id = staging_fact_quiz.quiz_id
            and superseded_fact_quiz.attempt_time = staging_fact_quiz.attempt_time;
    end if;

    insert into edtech.fact_quiz (
        student_key,
        date_key,
        quiz_id,
        attempt_time,
        quiz_score,
        is_passed,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.student_key,
        staged.date_key,
        staged.quiz_id,
        staged.attempt_time,
        staged.quiz_score,
        staged.is_passed,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from edtech_staging.staging_fact_quiz as staged
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from edtech_staging.touched_dim_student
    where student_key in (select student_key from edtech_staging.staging_fact_quiz where _run_id = p_run_id)
        and student_key in (select student_key from edtech.dim_student where _batch_date = date '0001-01-01');
end
$$;
