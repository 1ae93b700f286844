call {{ procedure }}({{ arguments }})
