-- What a spec or a path may be long enough for has no bound here.
alter table loadstar.run alter column input type text;
alter table loadstar.run_rule alter column rule type text;
alter table loadstar.run_rule alter column column_name type text;
alter table loadstar.run_plan alter column owner type text;
alter table loadstar.run_plan alter column operation type text;
