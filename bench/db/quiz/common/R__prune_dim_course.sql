-- Generated from quiz.yaml by 'loadstar generate quiz'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure quiz_staging.prune_dim_course()
language plpgsql
as $$
declare
    v_gone bigint;
begin
    -- Most loads leave every member named by some batch.
    select count(*)
    into v_gone
    from (
        select 1
        from quiz_staging.touched_dim_course as touched
        left join quiz_staging.history_dim_course as history
            on history.course_key = touched.course_key
            and history._row_hash is not null
        where history.course_key is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from quiz_staging.touched_dim_course
    where course_key in (
        select course_key
        from quiz_staging.history_dim_course
        where _row_hash is not null
    );

    -- Those to whom facts still refer are told by it, and go with the last of these.
    update quiz.dim_course
    set _batch_date = date '0001-01-01'
    where course_key in (select course_key from quiz_staging.touched_dim_course);

    delete from quiz_staging.touched_dim_course
    where course_key in (
        select fact.course_key
        from quiz.fact_attempt as fact
        inner join quiz_staging.touched_dim_course as named
            on named.course_key = fact.course_key
    );

    delete from quiz_staging.touched_dim_course
    where course_key in (
        select fact.course_key
        from quiz_staging.superseded_fact_attempt as fact
        inner join quiz_staging.touched_dim_course as named
            on named.course_key = fact.course_key
    );

    delete from quiz.dim_course
    where course_key in (select course_key from quiz_staging.touched_dim_course);
end
$$;
