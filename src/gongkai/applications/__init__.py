"""依申请公开: applications from intake to archive, letters, reconsideration and lawsuits (条例 27–45)."""
