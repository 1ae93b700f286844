-- Generated from quiz.yaml by 'loadstar generate quiz'. Grain: one row per student_key, course_key, quiz_id, attempt_time.
-- Runs after retract_fact_attempt.
create or replace procedure quiz_staging.replace_fact_attempt(
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
        from quiz.fact_attempt
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

    if v_others > 0 then
        select min(date_key), max(date_key)
        into v_first_date, v_last_date
        from quiz_staging.staging_fact_attempt
        where _run_id = p_run_id;

        -- All of them: asked for the first alone, the planner reads the table up to it.
        select count(*)
        into v_others
        from quiz.fact_attempt
        where date_key between v_first_date and v_last_date;
    end if;

    if v_others > 0 then
        -- The planner knows a former run's rows; with those in mind it may join row by row.
        analyze quiz_staging.staging_fact_attempt;

        -- Rows that give way to this batch's.
        insert into quiz_staging.superseded_fact_attempt
        select present.*
        from quiz.fact_attempt as present
        inner join quiz_staging.staging_fact_attempt as staged
            on staged._run_id = p_run_id
            and staged.student_key = present.student_key
            and staged.course_key = present.course_key
            and staged.quiz_id = present.quiz_id
            and staged.attempt_time = present.attempt_time
        where present._batch_date < p_batch_date
            and present.date_key between v_first_date and v_last_date;

        delete from quiz.fact_attempt
        using quiz_staging.superseded_fact_attempt
        where superseded_fact_attempt._batch_date = fact_attempt._batch_date
            and fact_attempt.date_key between v_first_date and v_last_date
            and superseded_fact_attempt.student_key = fact_attempt.student_key
            and superseded_fact_attempt.course_key = fact_attempt.course_key
            and superseded_fact_attempt.quiz_id = fact_attempt.quiz_id
            and superseded_fact_attempt.attempt_time = fact_attempt.attempt_time;
    end if;

    -- Rows of this batch that give way to another's.
    insert into quiz_staging.superseded_fact_attempt (
        student_key,
        course_key,
        date_key,
        quiz_id,
        attempt_time,
        score,
        is_passed,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.student_key,
        staged.course_key,
        staged.date_key,
        staged.quiz_id,
        staged.attempt_time,
        staged.score,
        staged.is_passed,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from quiz_staging.staging_fact_attempt as staged
    where staged._run_id = p_run_id
        and v_others > 0
        and exists (
            select 1
            from quiz.fact_attempt as present
            where present.student_key = staged.student_key
                and present.course_key = staged.course_key
                and present.quiz_id = staged.quiz_id
                and present.attempt_time = staged.attempt_time
                and present.date_key between v_first_date and v_last_date
        );

    -- So that the others are inserted without a look at each.
    if v_others > 0 then
        delete from quiz_staging.staging_fact_attempt
        using quiz_staging.superseded_fact_attempt
        where superseded_fact_attempt._batch_date = p_batch_date
            and staging_fact_attempt._run_id = p_run_id
            and superseded_fact_attempt.student_key = staging_fact_attempt.student_key
            and superseded_fact_attempt.course_key = staging_fact_attempt.course_key
            and superseded_fact_attempt.quiz_id = staging_fact_attempt.quiz_id
            and superseded_fact_attempt.attempt_time = staging_fact_attempt.attempt_time;
    end if;

    insert into quiz.fact_attempt (
        student_key,
        course_key,
        date_key,
        quiz_id,
        attempt_time,
        score,
        is_passed,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.student_key,
        staged.course_key,
        staged.date_key,
        staged.quiz_id,
        staged.attempt_time,
        staged.score,
        staged.is_passed,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from quiz_staging.staging_fact_attempt as staged
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from quiz_staging.touched_dim_student
    where student_key in (select student_key from quiz_staging.staging_fact_attempt where _run_id = p_run_id)
        and student_key in (select student_key from quiz.dim_student where _batch_date = date '0001-01-01');

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from quiz_staging.touched_dim_course
    where course_key in (select course_key from quiz_staging.staging_fact_attempt where _run_id = p_run_id)
        and course_key in (select course_key from quiz.dim_course where _batch_date = date '0001-01-01');
end
$$;
