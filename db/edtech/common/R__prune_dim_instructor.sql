-- Generated from edtech.yaml by 'loadstar generate edtech'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure edtech_staging.prune_dim_instructor()
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
        from edtech_staging.touched_dim_instructor as touched
        left join edtech_staging.history_dim_instructor as history
            on history.instructor_key = touched.instructor_key
            and history._row_hash is not null
        where history.instructor_key is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from edtech_staging.touched_dim_instructor
    where instructor_key in (
        select instructor_key
        from edtech_staging.history_dim_instructor
        where _row_hash is not null
    );

    delete from edtech.dim_instructor
    where instructor_key in (select instructor_key from edtech_staging.touched_dim_instructor);
end
$$;
