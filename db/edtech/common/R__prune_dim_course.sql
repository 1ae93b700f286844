-- Generated from edtech.yaml by 'loadstar generate edtech'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure edtech_staging.prune_dim_course()
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
        from edtech_staging.touched_dim_course as touched
        left join edtech_staging.history_dim_course as history
            on history.course_key = touched.course_key
            and history._row_hash is not null
        where history.course_key is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from edtech_staging.touched_dim_course
    where course_key in (
        select course_key
        from edtech_staging.history_dim_course
        where _row_hash is not null
    );

    -- Those to whom facts still refer are told by it, and go with the last of these.
    update edtech.dim_course
    set _batch_date = date '0001-01-01'
    where course_key in (select course_key from edtech_staging.touched_dim_course);

    delete from edtech_staging.touched_dim_course
    where course_key in (
        select fact.course_key
        from edtech.fact_student_engagement as fact
        inner join edtech_staging.touched_dim_course as named
            on named.course_key = fact.course_key
    );

    delete from edtech_staging.touched_dim_course
    where course_key in (
        select fact.course_key
        from edtech_staging.superseded_fact_student_engagement as fact
        inner join edtech_staging.touched_dim_course as named
            on named.course_key = fact.course_key
    );

    delete from edtech.dim_course
    where course_key in (select course_key from edtech_staging.touched_dim_course);
end
$$;
